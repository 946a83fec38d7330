package dev.ponder.engine;

/// Limits which tokens may come next: a thinking budget, a grammar, a forced call.
///
/// Called by the engine thread only, once per token, in order; while it works every generation
/// waits. Where it leaves one token, that is taken without asking the model, and several such in a
/// row are computed together. When it throws or allows nothing, its own generation ends as
/// [TokenStep.Broken] and the others go on.
public interface TokenConstraint {

  /// Allows everything.
  TokenConstraint NONE =
      new TokenConstraint() {
        @Override
        public boolean restrict(TokenSet allowed) {
          return false;
        }

        @Override
        public void accept(int token) {}
      };

  /// Adds to the empty `allowed` the tokens that may come next and returns true; returns false,
  /// with `allowed` untouched, when every token may.
  boolean restrict(TokenSet allowed);

  /// The token was chosen; a final stop token is reported too.
  void accept(int token);
}
