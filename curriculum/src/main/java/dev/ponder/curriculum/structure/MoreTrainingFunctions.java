package dev.ponder.curriculum.structure;

/// The second half of the table.
final class MoreTrainingFunctions {
  static final String TABLE =
      """
      read_file open_file get_file
      Read a file. ; Return what is in a file.
      name,path,file:word!
      What is in the file {0}? ; Read the file {0}. ; Open {0} and show it to me. ; Show the file {0}. ; Read a file.
      = lines:1..900

      delete_file remove_file erase
      Delete a file. ; Remove a file from the disk.
      name,path,file:word!
      Delete the file {0}. ; Remove {0} from the disk. ; Erase the file {0}, please. ; Get rid of the file {0}.
      = files_left:0..99

      list_files show_folder ls
      List the files of a folder. ; Show what a folder holds.
      folder,directory:word!
      Which files are in the folder {0}? ; List the folder {0}. ; What does the folder {0} hold? ; Show me the folder {0}.
      = files:word*

      run_query sql_query query_database
      Count the rows of a table in the database. ; Ask the database about a table.
      table:word!
      How many rows has the table {0}? ; Ask the database about {0}. ; Count the rows of {0}. ; How big is the table {0}?
      = rows:0..9999

      create_user add_user register_user
      Create an account for a user. ; Register somebody.
      name,username,user:person! email,mail:mail
      Create an account for {0}. ; Register {0} with {1}. ; Add {0} as a user. ; Make an account for {0} with the email {1}. ; Create an account.
      = user_id:100..9999

      get_user find_user lookup_user
      Look up the account of a user. ; Show the profile of somebody.
      name,username,user:person!
      Show the profile of {0}. ; Look up the account of {0}. ; Who is the user {0}? ; Find the account of {0}. ; Look up an account.
      = user_id:100..9999 city:place

      reset_password change_password new_password
      Reset the password of a user. ; Give somebody a new password.
      name,username,user:person!
      Reset the password of {0}. ; {0} forgot the password. ; {0} needs a new password. ; Give {0} a new password. ; Reset the password.
      = password:code

      get_balance account_balance balance
      Tell how much money is on an account. ; Balance of a bank account.
      account,number,iban:code!
      How much money is on account {0}? ; What is the balance of {0}? ; Balance of account {0}, please. ; What is my balance?
      = balance:<900

      transfer_money send_money pay
      Transfer money to somebody. ; Pay an amount to a person.
      to,recipient,payee:person! amount,sum:1..900!
      Transfer {1} euros to {0}. ; Send {0} {1} euros. ; Pay {1} to {0}. ; I owe {0} {1} euros, pay them. ; Send money to {0}.
      = transfer:code

      get_recipe recipe find_recipe
      Find a recipe for a dish. ; Tell how to cook something.
      dish,food,meal:food!
      How do I cook {0}? ; Find a recipe for {0}. ; I want to make {0}, what is the recipe? ; A recipe with {0}, please. ; Find a recipe.
      = recipe:title minutes:5..90

      get_nutrition calories count_calories
      Tell how many calories food has. ; Nutrition facts of food.
      food,item:food! grams:10..900!
      How many calories have {1} grams of {0}? ; Calories of {1} grams of {0}? ; I ate {1} grams of {0}, how many calories is that? ; Calories of {0}?
      = calories:10..990

      log_workout add_workout record_training
      Record a workout. ; Write down sport that was done.
      sport,activity:running/swimming/cycling/rowing! minutes:5..120!
      I did {1} minutes of {0}, write it down. ; Record {1} minutes of {0}. ; Log {0} for {1} minutes. ; Record my {0}.
      = total:10..900

      get_definition define dictionary
      Look a word up in the dictionary. ; Define a word.
      word,term:word!
      What does {0} mean? ; Define {0}. ; Look up {0} in the dictionary. ; What is the meaning of {0}? ; Define a word.
      = meaning:word

      spell_check check_spelling spelling
      Check how a word is spelled. ; Correct the spelling.
      word,text:word!
      Is {0} spelled correctly? ; Check the spelling of {0}. ; Do you write it {0}? ; Spell check {0}.
      = correct:word

      get_news news headlines
      Get the news about a topic. ; Show headlines.
      topic,about:word!
      What is new about {0}? ; Show me the news about {0}. ; Any headlines on {0}? ; News on {0}, please.
      = headlines:title*

      find_restaurant restaurants places_to_eat
      Find restaurants in a city. ; Where to eat.
      city,town:place! cuisine,kind:Thai/Italian/Indian/Greek
      Where can I eat in {0}? ; Find a {1} restaurant in {0}. ; Which restaurants are in {0}? ; I want {1} food in {0}. ; Find a restaurant.
      = restaurant:title stars:1..5

      find_movie movie_search cinema
      Find where a film is shown. ; Cinema programme of a film.
      film,movie,title:title! city:place
      Where is the film {0} shown? ; Which cinema shows {0} in {1}? ; I want to see the film {0}. ; Cinema times of {0}, please.
      = cinema:title time:time

      buy_ticket ticket book_ticket
      Buy tickets for a concert. ; Get seats for a show.
      show,concert,event:title! count,seats:1..9!
      Buy {1} tickets for {0}. ; I want {1} seats for {0}. ; Get me {1} tickets for the concert {0}. ; Buy tickets for {0}.
      = price:10..300

      lock_door lock close_door
      Lock a door of the house. ; Lock up.
      door:front/back/garage/cellar!
      Lock the {0} door. ; Is the {0} door locked? If not, lock it. ; Lock up the {0} door. ; Lock the door.
      = locked:yes/already

      open_window window ventilate
      Open a window. ; Let fresh air into a room.
      room:kitchen/bath/office/attic!
      Open the window in the {0}. ; Let some air into the {0}. ; Fresh air for the {0}, please. ; Open a window.
      = window:1..20

      start_vacuum clean_room vacuum
      Let the robot clean a room. ; Start the vacuum cleaner.
      room:kitchen/hall/office/bedroom!
      Clean the {0}. ; Let the robot vacuum the {0}. ; The {0} is dirty, clean it. ; Vacuum the {0}, please. ; Start the vacuum cleaner.
      = minutes:5..60

      water_plants irrigate sprinkler
      Water the plants. ; Turn on the sprinkler for some minutes.
      minutes:1..40!
      Water the plants for {0} minutes. ; Let the sprinkler run for {0} minutes. ; The plants need {0} minutes of water. ; Water the plants.
      = litres:2..90

      charge_car start_charging charger
      Charge the electric car. ; Load the battery of the car.
      percent,limit:20..100!
      Charge the car to {0} percent. ; Load my car up to {0}. ; Fill the car battery to {0} percent. ; Charge the car.
      = hours:1..12

      park_car find_parking parking
      Find a place to park. ; Show car parks near an address.
      address,near:title!
      Where can I park near {0}? ; Find parking near {0}. ; I need a place to park at {0}. ; Car parks near {0}, please.
      = spaces:0..300

      rent_bike bike_rental get_bike
      Rent bikes at a station. ; Hire bicycles.
      station:title! count,bikes:1..6!
      Rent {1} bikes at {0}. ; We need {1} bicycles at {0}. ; Hire {1} bikes at the station {0}. ; Rent a bike.
      = price:2..60

      get_grade grades school_grade
      Tell the grade of a student. ; Look up marks in a subject.
      student,name:person! subject:maths/music/art/history!
      Which grade has {0} in {1}? ; How good is {0} in {1}? ; What is the {1} grade of {0}? ; Show the grade of {0}.
      = grade:A/B/C/D

      enroll sign_up join_course
      Enrol somebody in a course. ; Sign a student up for a class.
      student,name:person! course,class:title!
      Sign {0} up for {1}. ; Enrol {0} in the course {1}. ; {0} wants to join the class {1}. ; Sign {0} up for a course.
      = students:5..40

      print_document print printer
      Print a document. ; Send a file to the printer.
      document,file:word! copies:2..30
      Print {0}. ; Print {1} copies of {0}. ; I need {0} on paper. ; Send {0} to the printer, please. ; Print something.
      = pages:1..99

      take_photo camera snap
      Take a photo with a camera. ; Make a picture.
      camera,which:front/garden/door/roof!
      Take a photo with the {0} camera. ; Make a picture with the {0} camera. ; What does the {0} camera see? ; Take a photo.
      = photo:code
      """;

  private MoreTrainingFunctions() {}
}
