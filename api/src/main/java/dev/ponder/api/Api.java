package dev.ponder.api;

/// Everything that can be asked of the server, one group of operations per object.
public final class Api implements AutoCloseable {
  private final Foundation foundation;
  private final FileOperations files;
  private final UploadOperations uploads;
  private final EmbeddingOperations vectors;
  private final ResponseOperations responses;
  private final ConversationOperations conversations;

  private Api(Foundation foundation) {
    this.foundation = foundation;
    this.files = new FileOperations(foundation);
    this.uploads = new UploadOperations(foundation);
    this.vectors = new EmbeddingOperations(foundation);
    Seals seals = Seals.of(foundation.state());
    Holds holds = new Holds();
    this.responses = ResponseOperations.start(foundation, seals, holds);
    this.conversations = new ConversationOperations(foundation, holds);
  }

  /// Takes up what an earlier process left unfinished, and answers until [#close()].
  public static Api start(Foundation foundation) {
    return new Api(foundation);
  }

  /// The models and what answers for them.
  public Foundation foundation() {
    return foundation;
  }

  public FileOperations files() {
    return files;
  }

  public UploadOperations uploads() {
    return uploads;
  }

  public EmbeddingOperations vectors() {
    return vectors;
  }

  public ResponseOperations responses() {
    return responses;
  }

  public ConversationOperations conversations() {
    return conversations;
  }

  /// Ends what runs in the background.
  @Override
  public void close() {
    responses.close();
  }
}
