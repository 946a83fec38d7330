package dev.ponder.state;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Contents of files. They are whole or not there at all, and never change.
public sealed interface Blobs permits FolderBlobs, MemoryBlobs {

  /// A place for contents that come bit by bit.
  ///
  /// @param most bytes that it takes
  BlobSink sink(long most) throws IOException;

  /// Stores everything that the stream has.
  ///
  /// @param most bytes that it may have
  /// @throws StateException when it has more, or the disk is full
  /// @throws IOException when the stream breaks off
  default Blob store(InputStream content, long most) throws IOException {
    try (BlobSink sink = sink(most)) {
      content.transferTo(sink);
      return sink.finish();
    }
  }

  /// How many bytes it has; empty when it is not there.
  Optional<Long> size(String id);

  /// The contents from the start; whoever has them open keeps them when they are deleted.
  ///
  /// @throws StateException of [StateException.Reason#ABSENT] when they are not there
  InputStream open(String id) throws IOException;

  /// Deletes what no object needs; contents that an object refers to go with it.
  void delete(String id) throws IOException;
}
