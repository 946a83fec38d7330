package dev.ponder.curriculum.structure;

import dev.ponder.curriculum.Split;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The keys that texts tell of, by what the text is about. Those to be examined by are of other
/// themes and other names.
enum Keys {
  PERSON(
      Split.TRAINING,
      """
      name person is called # | goes by the name of #
      age 5..99 is # years old | turned # this year
      city place lives in # | has moved to # | comes from #
      country place was born in #
      job word works as a #
      employer title works for #
      email mail can be reached at # | has the email #
      phone 10000..999999 has the number #
      language word speaks #
      languages word* can speak #
      hobby word likes # | spends the weekend with #
      birthday date was born on #
      height 90..210 is # cm tall
      zip 1000..99999 has the zip #
      married flag
      student flag
      children 0..9 has # children
      pets word*
      skills word*
      friends person* is a friend of #
      boss person works under #
      salary 800..9000 earns # euros
      """),
  PRODUCT(
      Split.TRAINING,
      """
      product thing is a # | is sold as a #
      brand title is made by # | comes from #
      model code is model #
      price <200 costs # euros | is sold for # | can be had for # dollars
      currency EUR/USD/GBP/CHF is paid in #
      quantity 1..500
      weight <90 weighs # kg | has # kg
      color color is # | has the color #
      colors color* comes in #
      size S/M/L/XL is of size #
      sizes 30..50*
      material word is made of #
      stock 0..900
      rating <5 is rated # | has # stars
      discount 1..70 is # percent off
      available flag
      new flag
      tags word*
      category word belongs to #
      shop title is sold at #
      warranty 1..10 has # years of warranty
      """),
  EVENT(
      Split.TRAINING,
      """
      event title is called #
      title title has the title #
      date date takes place on # | is on #
      time time starts at # | begins at #
      end time is over at # | ends at #
      place place takes place in # | is held in #
      room code is in room #
      host person is run by # | is led by #
      seats 5..900 has # seats
      topic word is about #
      speaker person
      speakers person*
      guests person*
      fee <90 costs #
      online flag
      free flag
      visitors 3..999 had # visitors
      dates date*
      """),
  ORDER(
      Split.TRAINING,
      """
      order_id code has the number #
      customer person was placed by # | is for #
      total <999 comes to #
      status open/shipped/closed/cancelled is #
      items thing* contains # | is made of #
      street title goes to #
      delivery_date date arrives on #
      paid flag
      urgent flag
      invoice code
      tax <60
      shipping <30 is sent for #
      count 1..60 has # pieces
      amount <500
      item thing
      seller title
      note note
      """),
  TRIP(
      Split.TRAINING,
      """
      flight code is flight #
      gate code leaves from gate #
      origin place leaves from # | starts in #
      destination place goes to # | ends in #
      departure time leaves at #
      arrival time arrives at #
      airline title is run by #
      seat code
      passengers 1..400 carries # passengers
      platform 1..30 leaves from platform #
      stops place* stops in #
      distance 5..9000 is # km long
      duration 10..600 takes # minutes
      driver person is driven by #
      class first/second/business
      late flag
      fare <300
      train code
      """),
  WORK(
      Split.TRAINING,
      """
      author person was written by #
      year 1900..2039 came out in #
      pages 20..900 has # pages
      genre word
      publisher title was published by #
      director person was directed by #
      actors person*
      score 0..100 got # points
      chapters 2..60 has # chapters
      minutes 20..240 runs for # minutes
      series title is part of #
      translated flag
      prizes title*
      """),
  DEVICE(
      Split.TRAINING,
      """
      device thing
      version <20 runs version #
      memory 1..512 has # GB of memory
      battery 1..100 is at # percent
      port 80..9999 listens on port #
      owner person belongs to # | is owned by #
      temperature 0..90 is at # degrees
      errors 0..99 reported # errors
      level low/medium/high
      active flag
      code code
      users person*
      readings 1..99* measured #
      priority low/normal/high
      serial 1000..99999
      """),
  ANIMAL(
      Split.HELD_OUT,
      """
      species word is of the species #
      legs 2..8 walks on # legs
      habitat place has its habitat in #
      foods food* likes the foods #
      speed 3..110 has a speed of # km per hour
      keeper person has # as its keeper
      tame flag
      cage code lives in cage #
      mother person has the mother #
      father person
      lifespan 1..80
      sounds word*
      danger little/some/great
      """),
  TEAM(
      Split.HELD_OUT,
      """
      team title
      captain person has # as its captain
      coach person is trained by coach #
      wins 0..40 can look back at # wins
      losses 0..40 had # losses
      players person*
      stadium place plays in the stadium of #
      league title plays in the league #
      points 0..120 has # points
      sponsor title has # as its sponsor
      goals 0..9*
      founded 1880..2020 was founded in #
      champion flag
      injured flag
      mascot word
      budget <900
      next_match date
      """);

  private final Split split;
  private final List<Key> keys;

  Keys(Split split, String table) {
    this.split = split;
    this.keys = Key.table(table);
  }

  List<Key> keys() {
    return keys;
  }

  /// The themes of that part.
  static List<Keys> of(Split split) {
    return Arrays.stream(values()).filter(theme -> theme.split == split).toList();
  }

  /// All keys of that part, whatever their theme.
  static List<Key> all(Split split) {
    return Stream.of(values())
        .filter(theme -> theme.split == split)
        .flatMap(theme -> theme.keys.stream())
        .toList();
  }
}
