package dev.ponder.serve;

import java.util.List;

/// The routes of one part of the API.
interface Routes {

  /// All of them; no two of one server have templates that differ in nothing but names in braces.
  List<Route> routes();
}
