package dev.ponder.curriculum.talk;

import dev.ponder.curriculum.lexicon.Pool;

/// The same in German, French and Spanish, with fewer words.
final class ForeignPhrases {
  static final BeyondPhrases GERMAN =
      new BeyondPhrases(
          Pool.lines(
              """
              Was ist die Hauptstadt von {country}?
              Wie viele Menschen leben in {country}?
              Wer war {person}?
              Wer ist {person}?
              Wann wurde {person} geboren?
              Was ist {topic}?
              Was geschah im Jahr {year}?
              Wer wurde {year} Weltmeister?
              Wie wird das Wetter in {city}?
              Warum ist der Himmel blau?
              Was fressen {animals}?
              Wie alt werden {animals}?
              Wie koche ich eine Suppe?
              Was denkst du über {topic}?
              Wo liegt {city}?
              Wie funktioniert {topic}?
              Was ist der Sinn des Lebens?
              Wie spät ist es?
              Was soll ich in {city} ansehen?
              Ist {topic} gefährlich?
              Warum ist {topic} wichtig?
              Welche Sprache spricht man in {country}?
              Was hilft gegen Kopfschmerzen?
              Wer regiert {country}?
              Können {animals} schwimmen?
              """),
          Pool.lines(
              """
              Bitte #.
              Kannst du #?
              Du sollst #.
              Könntest du #?
              Ich möchte, dass du versuchst: #.
              """),
          Pool.lines(
              """
              ein Gedicht über {topic} schreiben
              einen Aufsatz über {topic} schreiben
              eine Geschichte über {animals} erzählen
              {topic} erklären
              einen Witz erzählen
              einen Brief übersetzen
              eine Reise nach {city} planen
              {number} Bücher über {topic} nennen
              etwas über {country} erzählen
              ein Lied singen
              einen Film empfehlen
              ein Spiel programmieren
              """),
          Pool.words(
              "Liebe Krieg Kunst Musik Chemie Physik Politik Religion Geschichte Fußball Yoga"
                  + " Demokratie Freiheit Mode Medizin Astronomie"),
          Pool.words(
              "Frankreich Spanien Italien Norwegen Polen Griechenland Ägypten Indien China Japan"
                  + " Brasilien Kanada"),
          Pool.words("Katzen Hunde Wale Bären Eulen Bienen Pferde Wölfe Löwen Pinguine"));

  static final BeyondPhrases FRENCH =
      new BeyondPhrases(
          Pool.lines(
              """
              Quelle est la capitale de {country} ?
              Combien de gens vivent en {country} ?
              Qui était {person} ?
              Qui est {person} ?
              Quand est né {person} ?
              Que veut dire {topic} ?
              Que s'est-il passé en {year} ?
              Qui a gagné la coupe en {year} ?
              Quel temps fait-il à {city} ?
              Pourquoi le ciel est-il bleu ?
              Que mangent les {animals} ?
              Combien de temps vivent les {animals} ?
              Comment faire une soupe ?
              Que penses-tu de {topic} ?
              Où est {city} ?
              Comment marche {topic} ?
              Quel est le sens de la vie ?
              Quelle heure est-il ?
              Que voir à {city} ?
              Est-ce que {topic} est dangereux ?
              Quelle langue parle-t-on en {country} ?
              Qui gouverne {country} ?
              Est-ce que les {animals} nagent ?
              Que faire contre la grippe ?
              Connais-tu {person} ?
              """),
          Pool.lines(
              """
              Peux-tu # ?
              Tu dois #.
              Pourrais-tu # ?
              Je veux te voir #.
              Merci de #.
              """),
          Pool.lines(
              """
              écrire un poème sur {topic}
              écrire une lettre
              raconter une histoire de {animals}
              expliquer {topic}
              raconter une blague
              traduire mon texte
              préparer un voyage à {city}
              nommer {number} livres sur {topic}
              parler de {country}
              chanter une chanson
              conseiller un film
              programmer un jeu
              """),
          Pool.words(
              "amour guerre art musique chimie physique politique religion histoire football yoga"
                  + " démocratie liberté mode médecine astronomie"),
          Pool.words(
              "France Espagne Italie Norvège Pologne Grèce Égypte Inde Chine Japon Brésil Canada"),
          Pool.words("chats chiens baleines ours hiboux abeilles chevaux loups lions pingouins"));

  static final BeyondPhrases SPANISH =
      new BeyondPhrases(
          Pool.lines(
              """
              ¿Cuál es la capital de {country}?
              ¿Cuántas personas viven en {country}?
              ¿Quién era {person}?
              ¿Quién es {person}?
              ¿Cuándo nació {person}?
              ¿Qué es {topic}?
              ¿Qué pasó en {year}?
              ¿Quién ganó la copa en {year}?
              ¿Qué tiempo hace en {city}?
              ¿Por qué es azul el cielo?
              ¿Qué comen los {animals}?
              ¿Cuánto viven los {animals}?
              ¿Cómo hago una sopa?
              ¿Qué piensas de {topic}?
              ¿Dónde está {city}?
              ¿Cómo funciona {topic}?
              ¿Cuál es el sentido de la vida?
              ¿Qué hora es?
              ¿Qué puedo ver en {city}?
              ¿Es peligroso {topic}?
              ¿Qué idioma se habla en {country}?
              ¿Quién gobierna {country}?
              ¿Nadan los {animals}?
              ¿Qué ayuda contra la gripe?
              ¿Conoces a {person}?
              """),
          Pool.lines(
              """
              ¿Puedes #?
              Tienes que #.
              ¿Podrías #?
              Quiero verte #.
              Haz el favor de #.
              """),
          Pool.lines(
              """
              escribir un poema sobre {topic}
              escribir una carta
              contar una historia de {animals}
              explicar {topic}
              contar un chiste
              traducir mi texto
              planear un viaje a {city}
              nombrar {number} libros sobre {topic}
              hablar de {country}
              cantar una canción
              recomendar una película
              programar un juego
              """),
          Pool.words(
              "amor guerra arte música química física política religión historia fútbol yoga"
                  + " democracia libertad moda medicina astronomía"),
          Pool.words(
              "Francia España Italia Noruega Polonia Grecia Egipto India China Japón Brasil Canadá"),
          Pool.words("gatos perros osos búhos lobos caballos leones pingüinos tigres zorros"));

  private ForeignPhrases() {}
}
