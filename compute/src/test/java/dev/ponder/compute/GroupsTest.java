package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Products by groups against products one by one. The build runs it for every vector width.
class GroupsTest {
  private static final int COLUMNS = 256;
  private static final int ROWS = 41;

  private final Kernels kernels = Kernels.fastest();

  @ParameterizedTest
  @EnumSource
  void groupsGiveTheBitsOfProductsOneByOne(Format format) {
    int[] bounds = {0, 1, 2, 2, 9, 10, 27};
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i + 1 < bounds.length; i++) {
      if (bounds[i] < bounds[i + 1]) {
        groups.add(new Group(pair(format, i), bounds[i], bounds[i + 1]));
      }
    }
    for (int threads = 1; threads <= 3; threads++) {
      try (Workers workers = new Workers(threads)) {
        requireBitsOfSingleTokens(groups, 27, workers);
      }
    }
  }

  @Test
  void oneTokenMeetsAllItsExperts() {
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      groups.add(new Group(pair(Format.MXFP4, i), i, i + 1));
    }
    try (Workers workers = new Workers(2)) {
      requireBitsOfSingleTokens(groups, 4, workers);
    }
  }

  private void requireBitsOfSingleTokens(List<Group> groups, int tokens, Workers workers) {
    float[] input = RandomMatrices.floats(tokens * COLUMNS, 3);
    float[] first = new float[tokens * ROWS];
    float[] second = new float[tokens * 3];
    kernels.multiplyGroups(groups, input, List.of(first, second), workers);
    for (Group group : groups) {
      for (int t = group.from(); t < group.to(); t++) {
        float[] token = Arrays.copyOfRange(input, t * COLUMNS, (t + 1) * COLUMNS);
        float[] a = new float[ROWS];
        float[] b = new float[3];
        kernels.multiply(group.weights(), token, 1, List.of(a, b), workers);
        assertThat(Arrays.copyOfRange(first, t * ROWS, (t + 1) * ROWS)).isEqualTo(a);
        assertThat(Arrays.copyOfRange(second, t * 3, (t + 1) * 3)).isEqualTo(b);
      }
    }
  }

  @Test
  void rowsOfNoGroupKeepWhatTheyHeld() {
    List<Group> groups = List.of(new Group(pair(Format.Q8_0, 1), 1, 3));
    float[] first = new float[4 * ROWS];
    Arrays.fill(first, 7);
    try (Workers workers = new Workers(1)) {
      kernels.multiplyGroups(
          groups, new float[4 * COLUMNS], List.of(first, new float[12]), workers);
    }
    assertThat(Arrays.copyOf(first, ROWS)).containsOnly(7);
    assertThat(Arrays.copyOfRange(first, ROWS, 3 * ROWS)).containsOnly(0);
    assertThat(Arrays.copyOfRange(first, 3 * ROWS, 4 * ROWS)).containsOnly(7);
  }

  @Test
  void groupsThatDoNotFitAreRefused() {
    List<Matrix> pair = pair(Format.F32, 1);
    assertThatThrownBy(() -> new Group(pair, 2, 2))
        .hasMessage("a group takes at least one row, not those from 2 to 2");
    assertThatThrownBy(() -> new Group(List.of(), 0, 1))
        .hasMessage("a group needs at least one matrix");
    requireRefused(
        "a group from row 1 overlaps one up to 2", new Group(pair, 0, 2), new Group(pair, 1, 3));
    requireRefused(
        "groups of 2 and 1 matrices cannot share outputs",
        new Group(pair, 0, 1),
        new Group(pair.subList(0, 1), 1, 2));
    requireRefused(
        "matrices of 41 x 256 and 3 x 256 cannot share an output",
        new Group(pair, 0, 1),
        new Group(pair.reversed(), 1, 2));
    requireRefused("256 floats of input do not hold 2 tokens of 256", new Group(pair, 0, 2));
  }

  private void requireRefused(String message, Group... groups) {
    try (Workers workers = new Workers(1)) {
      List<float[]> outputs = List.of(new float[10 * ROWS], new float[30]);
      assertThatThrownBy(
              () -> kernels.multiplyGroups(List.of(groups), new float[COLUMNS], outputs, workers))
          .hasMessage(message);
    }
  }

  private static List<Matrix> pair(Format format, long seed) {
    return List.of(
        RandomMatrices.matrix(format, ROWS, COLUMNS, seed),
        RandomMatrices.matrix(format, 3, COLUMNS, seed + 100));
  }
}
