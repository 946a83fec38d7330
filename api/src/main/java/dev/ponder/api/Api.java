package dev.ponder.api;

/// Everything that can be asked of the server, one group of operations per object.
public final class Api implements AutoCloseable {
  private final Foundation foundation;
  private final Files files;
  private final Uploads uploads;
  private final Vectors vectors;

  private Api(Foundation foundation) {
    this.foundation = foundation;
    this.files = new Files(foundation);
    this.uploads = new Uploads(foundation);
    this.vectors = new Vectors(foundation);
  }

  /// Takes up what an earlier process left unfinished, and answers until [#close()].
  public static Api start(Foundation foundation) {
    return new Api(foundation);
  }

  /// The models and what answers for them.
  public Foundation foundation() {
    return foundation;
  }

  public Files files() {
    return files;
  }

  public Uploads uploads() {
    return uploads;
  }

  public Vectors vectors() {
    return vectors;
  }

  /// Ends what runs in the background.
  @Override
  public void close() {}
}
