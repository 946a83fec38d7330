package dev.ponder.curriculum.talk;

import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.lexicon.Pool;

/// How one language asks for what is beyond a small model.
///
/// @param questions whole questions
/// @param openers what a deed follows, in place of `#` or at the end; `-` for nothing
/// @param deeds what the model is asked to do
record BeyondPhrases(
    Pool<String> questions,
    Pool<String> openers,
    Pool<String> deeds,
    Pool<String> topics,
    Pool<String> countries,
    Pool<String> animals) {

  static final Pool<String> PEOPLE =
      Pool.words(
          """
          Einstein Mozart Napoleon Shakespeare Marie_Curie Beethoven Cleopatra Picasso Newton Darwin
          Goethe Gandhi Galileo Bach Ada_Lovelace Chopin Frida_Kahlo Kant Plato Turing
          """);

  static BeyondPhrases in(Language language) {
    return switch (language) {
      case ENGLISH -> ENGLISH;
      case GERMAN -> ForeignPhrases.GERMAN;
      case FRENCH -> ForeignPhrases.FRENCH;
      case SPANISH -> ForeignPhrases.SPANISH;
    };
  }

  private static final BeyondPhrases ENGLISH =
      new BeyondPhrases(
          Pool.lines(
              """
              What is the capital of {country}?
              Who was the first president of {country}?
              How many people live in {country}?
              When did {country} become independent?
              Which languages are spoken in {country}?
              What is the currency of {country}?
              Where is {city}?
              How tall is the tower of {city}?
              Who invented the {thing}?
              Who wrote {title}?
              Who painted {title}?
              Why is the sky blue?
              How does a {thing} work?
              What is {topic}?
              What causes {topic}?
              What happened in {year}?
              Who won the world cup in {year}?
              Who was king of {country} in {year}?
              How old is {person}?
              Who is {person}?
              Who was {person}?
              Where was {person} born?
              What do {animals} eat?
              How long do {animals} live?
              Can {animals} swim?
              Why do {animals} sleep so much?
              What is the weather like in {city}?
              Will it rain tomorrow in {city}?
              What time is it?
              What day is it today?
              What is in the news today?
              Is {food} healthy?
              What helps against {topic}?
              How do I cook {food}?
              How do I repair a {thing}?
              How do I learn {topic}?
              Where can I buy a {thing}?
              Which {thing} should I buy?
              What do you think of {topic}?
              Do you like {food}?
              What is your favorite {thing}?
              What is the meaning of life?
              Is there life on Mars?
              Who is the president of {country}?
              What is the best restaurant in {city}?
              How do I get to {city}?
              What should I see in {city}?
              When was {person} born?
              What is {person} famous for?
              What did {person} discover?
              How far away is the moon?
              Why is {topic} important?
              What is the history of {topic}?
              What is the difference between {topic} and {topic}?
              Who discovered {country}?
              Which river flows through {city}?
              What is the highest mountain in {country}?
              How do I write a letter to {person}?
              How can I lose weight?
              How do I sleep better?
              What does {topic} mean for society?
              Should I invest in {topic}?
              Is {topic} dangerous?
              How do {animals} talk to each other?
              Are {animals} dangerous?
              What color are {animals}?
              How much does a {thing} weigh?
              Which film won the prize in {year}?
              What was the war of {year} about?
              Who lived in {city} in {year}?
              What is the population of {city}?
              What is the chemical symbol of {topic}?
              How does {topic} work?
              Can you recommend a book about {topic}?
              Do you know {person}?
              Have you heard of {title}?
              What is your opinion on {topic}?
              What music do people like in {country}?
              What is a typical dish of {country}?
              Why did {person} leave {country}?
              Is {country} larger than {country}?
              Which team plays in {city}?
              What are the symptoms of {topic}?
              What is the best way to learn {topic}?
              Where do {animals} live?
              Which planet is the largest?
              When will {topic} come to {country}?
              What is a {thing} made of?
              Tell me, what is {topic}?
              Do {animals} dream?
              """),
          Pool.lines(
              """
              -
              Please #.
              Can you #?
              Could you #?
              I would like you to #.
              I want you to #.
              Would you #, please?
              I need you to #.
              Hey, #!
              Are you able to #?
              Do me a favor and #.
              Your task is to #.
              Let's #.
              Now #.
              Kindly #.
              """),
          Pool.lines(
              """
              write a poem about {topic}
              write an essay on {topic}
              tell me a story about {animals}
              explain {topic}
              tell me a joke
              summarize the book {title}
              translate my letter into the language of {country}
              draw a {thing}
              program a game about {animals}
              write a web page about {topic}
              plan a trip to {city}
              recommend a film
              compare {topic} and {topic}
              describe {city}
              teach me {topic}
              find me a job in {city}
              proofread my letter
              give me advice about {topic}
              name {number} {animals}
              list {number} books about {topic}
              tell me about {person}
              tell me something about {topic}
              write {number} sentences about {country}
              write a song for {person}
              invent a name for my {thing}
              give me a recipe for {food}
              summarize the news
              write a speech about {topic}
              describe a day in {city}
              explain {topic} to a child
              tell me {number} facts about {country}
              write code for a web server
              sing a song
              play chess with me
              write a letter to my landlord
              give me {number} ideas for a party
              make a plan to learn {topic}
              write a fairy tale with {animals}
              look at my picture
              review my essay about {topic}
              explain how a {thing} works
              write an advertisement for a {thing}
              tell me who {person} was
              talk with me about {topic}
              help me with my homework in history
              """),
          Pool.words(
              """
              love war democracy chemistry physics biology history art music philosophy religion
              evolution gravity electricity climate_change inflation the_internet football tennis
              cooking gardening the_Roman_empire the_French_revolution photosynthesis poetry opera
              medicine law politics economics psychology quantum_mechanics black_holes dinosaurs
              volcanoes the_ocean friendship freedom happiness fashion yoga travel astronomy
              programming machine_learning headaches flu stress insomnia taxes marriage school
              photography dancing chess painting sculpture theater tourism
              """),
          Pool.words(
              """
              France Spain Italy Germany Norway Sweden Poland Greece Turkey Egypt Kenya India China
              Japan Brazil Peru Chile Mexico Canada Australia Austria Portugal Ireland Iceland Finland
              """),
          Pool.words(
              """
              cats dogs whales bears owls bees horses wolves lions penguins snakes frogs spiders
              elephants foxes
              """));
}
