package dev.ponder.hub;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Everything that is known of a model before it is fetched.
///
/// @param name in the store
/// @param source the reference that leads here again
/// @param repository where it comes from, if from the hub
record Order(
    String name,
    String source,
    Optional<Repository> repository,
    List<RemoteFile> files,
    Optional<String> licence) {

  Order {
    files = List.copyOf(files);
    Set<String> names = new HashSet<>();
    for (RemoteFile file : files) {
      // Some file systems do not tell cases apart.
      if (!names.add(file.name().toLowerCase(Locale.ROOT))) {
        throw new HubException("two files of " + source + " would be stored as " + file.name());
      }
    }
  }

  Order named(String other) {
    return new Order(other, source, repository, files, licence);
  }

  Order withLicence(Optional<String> other) {
    return new Order(name, source, repository, files, licence.or(() -> other));
  }
}
