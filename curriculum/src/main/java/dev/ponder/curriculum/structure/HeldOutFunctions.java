package dev.ponder.curriculum.structure;

import java.util.List;

/// Functions to be examined by: other jobs, names, parameters and ways to ask.
final class HeldOutFunctions {
  static final List<FunctionKind> ALL =
      FunctionKind.table(
          """
          feed_pet pet_feeder
          Give an animal its portion of food.
          pet,animal:person! portions:1..6!
          Feed {0} with {1} portions. ; Give {0} {1} portions of food. ; {0} is hungry and gets {1} portions. ; Feed {0}.
          = left:0..50

          borrow_book lend_book
          Borrow a book from the library.
          book:title! weeks:1..8!
          Borrow the book {0} for {1} weeks. ; I would like to read the book {0} for {1} weeks. ; Borrow a book for {1} weeks.
          = shelf:code

          measure_distance how_far
          Measure the distance between two towns.
          first:place! second:place!
          How far is it between {0} and {1}? ; Measure the distance between {0} and {1}. ; What distance lies between {0} and {1}?
          = distance:5..900

          mix_paint blend_colors
          Blend two colors of paint.
          one:color! two:color!
          Blend {0} paint with {1}. ; Mix the colors {0} and {1}. ; Blend the paint {0} and the paint {1}.
          = blend:color

          check_pulse heart_rate
          Check the pulse of a patient.
          patient:person!
          Check the pulse of {0}. ; How fast is the pulse of the patient {0}? ; Check the pulse.
          = pulse:50..140

          move_robot robot_walk
          Let the robot walk some steps.
          steps:2..60! direction:left/right/forward!
          Let the robot walk {0} steps {1}. ; Robot, walk {0} steps {1}. ; Walk {0} steps.
          = steps_done:2..60

          sort_mail file_letter
          File a letter in a drawer.
          letter:code! drawer:1..30!
          File the letter {0} in drawer {1}. ; The letter {0} belongs in drawer {1}. ; File the letter {0}.
          = letters:1..90

          hire_worker employ
          Employ somebody for a job.
          worker:person! job:word!
          Employ {0} for the job {1}. ; {0} shall do the job {1}, employ them. ; Employ {0}.
          = contract:code

          bake_bread oven_program
          Bake bread in the oven at a heat.
          heat:120..250! minutes_long:10..90!
          Bake the bread at {0} degrees for {1} minutes in the oven. ; Oven at {0} degrees for {1} minutes, bread is in it. ; Bake bread at {0} degrees.
          = ready_at:time

          fold_paper origami
          Fold a figure from paper.
          figure:word! sheets:1..9
          Fold a {0} from paper. ; Fold a {0} from {1} sheets of paper. ; Fold something from paper.
          = folds:4..80

          count_birds bird_watch
          Count the birds at a lake.
          lake:place!
          How many birds are at the lake {0}? ; Count the birds at {0}. ; Count the birds.
          = birds:0..900

          dive_log log_dive
          Enter a dive with its depth.
          spot:place! depth:3..60!
          Enter a dive at {0} with a depth of {1}. ; My dive at {0} had a depth of {1}, enter it. ; Enter a dive at {0}.
          = dives:1..300

          plant_tree add_tree
          Plant a tree in the park.
          tree:word! park:place!
          Plant a {0} tree in the park of {1}. ; The park of {1} needs a {0} tree, plant one. ; Plant a {0} tree.
          = trees:3..900

          knit_scarf knitting
          Knit a scarf of a color.
          color_of_wool:color! rows_to_knit:20..300
          Knit a {0} scarf. ; Knit a {0} scarf with {1} rows. ; Knit a scarf.
          = hours_needed:2..60

          launch_rocket lift_off
          Launch a rocket to a planet.
          planet:Mars/Venus/Saturn/Jupiter! crew:1..9
          Launch a rocket to {0}. ; Launch a rocket with a crew of {1} to {0}. ; Launch a rocket.
          = arrival_year:2030..2099
          """);

  private HeldOutFunctions() {}
}
