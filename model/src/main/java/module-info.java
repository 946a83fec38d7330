/// Bytes on disk to a language model: GGUF container, tokenizer, transformer. Knows no requests.
module dev.ponder.model {
  requires static transitive org.jspecify;
  requires transitive dev.ponder.compute;

  exports dev.ponder.model;
  exports dev.ponder.model.gguf;
  exports dev.ponder.model.tokenizer;
}
