package dev.ponder.app;

import dev.ponder.state.Keys;
import dev.ponder.state.State;
import java.util.Optional;

/// What a server remembers, and the keys that it lets in.
///
/// @param state what requests leave behind
/// @param shared another server's state, whose keys count here too
record OpenState(State state, Optional<State> shared) implements AutoCloseable {

  Keys keys() {
    return shared.orElse(state).keys();
  }

  @Override
  public void close() {
    state.close();
    shared.ifPresent(State::close);
  }
}
