package dev.ponder.api;

import dev.ponder.protocol.objects.FileObject;
import java.io.InputStream;

/// A file and its bytes, which the taker closes.
public record Content(FileObject file, InputStream bytes) {}
