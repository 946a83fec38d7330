package dev.ponder.api;

import dev.ponder.core.Metric;
import dev.ponder.protocol.Sealer;
import dev.ponder.protocol.objects.BatchEndpoint;
import java.util.List;

/// Everything that can be asked of the server, one group of operations per object.
public final class Api implements AutoCloseable {
  private final Foundation foundation;
  private final Seals seals;
  private final CompletionOperations completions;
  private final FileOperations files;
  private final UploadOperations uploads;
  private final EmbeddingOperations embeddings;
  private final ModerationOperations moderations;
  private final ResponseOperations responses;
  private final ConversationOperations conversations;
  private final BatchOperations batches;

  private Api(Foundation foundation) {
    this.foundation = foundation;
    this.seals = Seals.of(foundation.state());
    this.completions = new CompletionOperations(foundation);
    this.files = new FileOperations(foundation);
    this.uploads = new UploadOperations(foundation);
    this.embeddings = new EmbeddingOperations(foundation);
    this.moderations = new ModerationOperations(foundation);
    Holds holds = new Holds();
    this.responses = ResponseOperations.start(foundation, seals, holds);
    this.conversations = new ConversationOperations(foundation, holds);
    // Takes up lines that ask for all of the above.
    this.batches = BatchOperations.start(foundation, this::answerer);
  }

  /// Takes up what an earlier process left unfinished, and answers until [#close()].
  public static Api start(Foundation foundation) {
    return new Api(foundation);
  }

  /// The models and what answers for them.
  public Foundation foundation() {
    return foundation;
  }

  public CompletionOperations completions() {
    return completions;
  }

  public FileOperations files() {
    return files;
  }

  public UploadOperations uploads() {
    return uploads;
  }

  public EmbeddingOperations embeddings() {
    return embeddings;
  }

  public ModerationOperations moderations() {
    return moderations;
  }

  public BatchOperations batches() {
    return batches;
  }

  private LineAnswerer answerer(BatchEndpoint endpoint) {
    return switch (endpoint) {
      case CHAT_COMPLETIONS -> new ChatLines(completions);
      case EMBEDDINGS -> new EmbeddingLines(embeddings);
      case RESPONSES -> new ResponseLines(responses);
    };
  }

  /// What runs in the background, in numbers.
  public List<Metric> metrics() {
    return batches.metrics();
  }

  public ResponseOperations responses() {
    return responses;
  }

  public ConversationOperations conversations() {
    return conversations;
  }

  /// Seals what that caller's clients carry for the server.
  public Sealer sealer(Caller caller) {
    return seals.sealer(caller.owner());
  }

  /// Ends what runs in the background.
  @Override
  public void close() {
    batches.close();
    responses.close();
  }
}
