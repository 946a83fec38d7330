package dev.ponder.api;

import dev.ponder.core.ModelCatalog;
import dev.ponder.core.Responder;
import java.time.InstantSource;

/// What all operations stand on.
public record Foundation(Responder responder, ModelCatalog catalog, InstantSource clock) {}
