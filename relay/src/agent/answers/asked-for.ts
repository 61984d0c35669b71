import type { Language } from '../../wire/scalars.ts';
import { phrases, says, spokenLine } from './spoken-words.ts';

const people: Readonly<Record<Language, readonly string[]>> = {
  en: phrases(`a human|human being|human please|human|real person|a person please|speak to a person|talk to a person|speak to someone
    speak to somebody|talk to someone|talk to somebody|an operator|operator|receptionist|not a machine|not a robot|not a computer
    a real lawyer|put me through|connect me|speak to a lawyer|talk to a lawyer|speak with a lawyer|no machine|no robot`),
  fr: phrases(`un humain|etre humain|une vraie personne|une personne s il vous plait|parler a quelqu un|parler a une personne
    parler a un avocat|parler avec quelqu un|un operateur|une operatrice|pas un robot|pas une machine|pas a un robot
    pas a une machine|pas a un ordinateur|passez moi|la secretaire|la standardiste|mettez moi en relation`),
  nl: phrases(`een mens|echte persoon|echt iemand|een persoon alstublieft|iemand spreken|met iemand spreken|met een persoon
    met een advocaat spreken|een advocaat spreken|geen robot|geen machine|geen computer|niet met een robot|niet met een machine
    verbind me door|verbind mij door|doorverbinden|receptionist|receptioniste|een medewerker`),
  de: phrases(`einen menschen|ein mensch|mit einem menschen|echte person|echten menschen|mit jemandem sprechen|jemanden sprechen
    mit einem anwalt sprechen|mit einem mitarbeiter|mitarbeiter sprechen|kein roboter|keine maschine|nicht mit einer maschine
    nicht mit einem roboter|nicht mit einem computer|verbinden sie mich|stellen sie mich durch|durchstellen|die zentrale`),
};

/** A person is wanted, at once. */
export const wantsPerson = (text: string, language: Language): boolean => says(spokenLine(text), people[language]);

const files: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:what|tell|read|give|send|list|which|who|how|show|status|print|reveal)\b.*\b(?:file|files|case|cases|matter|matters|client|clients|dossier|records|hearing|hearings|calls|number|address|instructions|prompt)\b/,
  fr: /\b(?:que|quoi|quel|quelle|quels|quelles|dites|dire|lisez|lire|donnez|donner|envoyez|montrez|ou en est|qui|statut|etat)\b.*\b(?:dossier|dossiers|affaire|affaires|client|clients|audience|audiences|appels|numero|adresse|instructions)\b/,
  nl: /\b(?:wat|zeg|vertel|lees|geef|stuur|toon|welke|wie|hoe|status|stand)\b.*\b(?:dossier|dossiers|zaak|zaken|client|clienten|klant|klanten|zitting|zittingen|oproepen|nummer|adres|instructies)\b/,
  de: /\b(?:was|sagen|sag|lesen|lies|geben|gib|senden|zeigen|welche|welcher|wer|wie|stand|status)\b.*\b(?:akte|akten|fall|falle|mandant|mandanten|mandat|mandate|termin|termine|anrufe|nummer|adresse|anweisungen|verfahren)\b/,
};
const mine: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:my (?:number|phone|address|name)|call|called)\b/,
  fr: /\b(?:mon (?:numero|adresse|nom|telephone)|appel|rappel)/,
  nl: /\b(?:mijn (?:nummer|adres|naam|telefoon)|bel|bellen|terug)/,
  de: /\b(?:meine (?:nummer|adresse)|mein name|ruf|ruckruf|anruf)/,
};

/** They want to be told what stands in a file, theirs or another's, or how we were told to behave. */
export function asksWhatWeKnow(text: string, language: Language): boolean {
  const line = spokenLine(text);
  return files[language].test(line) && !mine[language].test(line);
}

const objections: Readonly<Record<Language, RegExp>> = {
  en: / (?:no|not|don t|without|stop|never) (?:\w+ ){0,5}record(?:ed|ing|ings| me| this| it| the call) /,
  fr: / (?:pas|ne|n|sans|refuse|arretez) (?:\w+ ){0,5}enregistr\w* /,
  nl: / (?:niet|geen|zonder|stop) (?:\w+ ){0,5}(?:opname|opgenomen|opnemen|opneemt|op te nemen) /,
  de: / (?:nicht|keine|kein|ohne) (?:\w+ ){0,5}auf(?:genommen|gezeichnet|nahme|zeichnung|zeichnen|nehmen|zunehmen|zuzeichnen) /,
};

/** At any moment of the talk. */
export const objectsToRecording = (text: string, language: Language): boolean =>
  objections[language].test(spokenLine(text));

const goodbyes: Readonly<Record<Language, RegExp>> = {
  en: /^ (?:ok |okay |no |thanks |thank you |well )*(?:good ?bye|bye(?: bye)?|wrong number|sorry wrong number|never mind) $/,
  fr: /^ (?:ok |non |merci |bon |bien )*(?:au revoir|bonne journee|faux numero|je me suis trompe(?: de numero)?|laissez tomber) $/,
  nl: /^ (?:ok |oke |nee |dank u |bedankt |goed )*(?:tot ziens|dag|daag|verkeerd nummer|verkeerd verbonden|laat maar) $/,
  de: /^ (?:ok |okay |nein |danke |gut )*(?:auf wiederhoren|auf wiedersehen|tschuss|falsch verbunden|verwahlt|hat sich erledigt) $/,
};

export const saysGoodbye = (text: string, language: Language): boolean => goodbyes[language].test(spokenLine(text));
