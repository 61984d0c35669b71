import type { Language } from '../../../wire/scalars.ts';

interface Cues {
  /** Why somebody calls, what happened, what is at stake. */
  weighty: RegExp;
  /** Somebody is to do something. */
  asks: RegExp;
  /** Politeness that tells nothing. */
  empty: RegExp;
}

/** Tuned on two calls of our own: expect less of strangers'. That is why they pick quotes and never write a summary. */
export const cues: Readonly<Record<Language, Cues>> = {
  en: {
    weighty:
      /\b(?:my name is|calling about|case|claim|hearing|court|tribunal|letter|received|contract|agreement|settlement|dismiss\w*|evict\w*|divorce|custody|accident|police|deadline|urgent|worried|upset|unfair|refuse|accept|sign(?:ed)?|loss|damages?|pay(?:ment)?|paid|invoice|owe|iban|reference|appointment|cancel|complain\w*|mobile|email is|number is)\b/giu,
    asks: /\b(?:i'll|i will|we will|we'll|could you|can you|please|need to|have to|must|want (?:me|you|to)|call (?:me|you|her|him) back|send|confirm|verify)\b/giu,
    empty:
      /^(?:good (?:morning|afternoon|evening)|hello|thank you|thanks|goodbye|bye|i see|i understand|understood|of course|yes|no|okay)\b[^.!?]{0,40}[.!?]?$/iu,
  },
  fr: {
    weighty:
      /(?<!\p{L})(?:je m['’]appelle|au sujet|dossier|litige|audience|tribunal|juge|lettre|courrier|reçu|contrat|bail|commandement|huissier|expulsion|licenci\w*|divorce|garde|accident|police|délai|urgent\w*|inquiète?|d['’]accord|conteste|refuse|signé?|montant|réclame|pay(?:é|er)|loyer|facture|provision|virement|iban|compte|référence|rendez-vous|annuler|plainte|numéro est|adresse est|preuves?|extraits)(?!\p{L})/giu,
    asks: /(?<!\p{L})(?:je vous envoie|j['’]enverrai|il faut|pouvez-vous|vous pouvez|pourriez|je dois|est-ce que je dois|rappel\p{L}*|confirmer\p{L}*|besoin|envoyer|transmet\p{L}*|je ferai)(?!\p{L})/giu,
    empty:
      /^(?:bonjour|bonsoir|merci|au revoir|je comprends|d['’]accord|entendu|oui|non|très bien)(?!\p{L})[^.!?]{0,40}[.!?]?$/iu,
  },
  nl: {
    weighty:
      /(?<!\p{L})(?:mijn naam|u spreekt met|ik bel over|dossier|geschil|zitting|rechtbank|vrederechter|brief|gekregen|ontvangen|contract|huur|dagvaarding|deurwaarder|uithuiszetting|ontslag|ontslagen|echtscheiding|ongeval|politie|termijn|dringend|ongerust|akkoord|betwist|weiger\p{L}*|getekend|bedrag|eis(?:en|t)?|betaald?|betalen|factuur|rekening\p{L}*|referentie|afspraak|klacht|nummer is|adres is|werken)(?!\p{L})/giu,
    asks: /(?<!\p{L})(?:ik stuur|ik zal|wij zullen|kunt u|kan u|zou u|moet ik|ik moet|terug ?(?:te )?bellen|bezorg\p{L}*|bevestig\p{L}*|graag|nodig|ik vraag)(?!\p{L})/giu,
    empty:
      /^(?:goede?(?:morgen|middag|avond|dag)|dank u|bedankt|tot ziens|ik begrijp het|goed|ja|nee|dat heb ik genoteerd)(?!\p{L})[^.!?]{0,40}[.!?]?$/iu,
  },
  de: {
    weighty:
      /(?<!\p{L})(?:mein name|ich rufe wegen|akte|streit|termin|gütetermin|gericht\p{L}*|arbeitsgericht|richter|schreiben|brief|bekommen|erhalten|vertrag|miete|kündigung|abfindung|räumung|gerichtsvollzieher|scheidung|sorgerecht|unfall|polizei|frist|dringend|sorgen?|einverstanden|bestreite|unterschrieben|betrag|forder\p{L}*|bezahlt|zahlen|rechnung|konto|aktenzeichen|beschwerde|nummer ist|adresse ist|verschoben)(?!\p{L})/giu,
    asks: /(?<!\p{L})(?:ich schicke|ich sende|ich werde|wir senden|wir schicken|könnten sie|können sie|bitte|muss ich|ich muss|zurück|rückruf|bestätig\p{L}*|brauche|klären)(?!\p{L})/giu,
    empty:
      /^(?:guten (?:tag|morgen|abend)|hallo|danke|vielen dank|auf wiederhören|ich verstehe|ja|nein|gut|das habe ich notiert)(?!\p{L})[^.!?]{0,40}[.!?]?$/iu,
  },
};
