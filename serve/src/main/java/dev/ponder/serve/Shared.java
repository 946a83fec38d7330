package dev.ponder.serve;

/// What every route has in common.
record Shared(AdmissionGate gate, Measurements measurements) {}
