import type { Words } from '../words.ts';

/** What is written about a call when it is over. */
export const afterCall: Words['afterCall'] = {
  tags: {
    title: 'Schlagwörter',
    add: 'Schlagwort hinzufügen',
    name: 'Schlagwort',
    put: 'Hinzufügen',
    remove: 'Schlagwort {{tag}} entfernen',
  },
  notes: {
    title: 'Weitere Texte dieser Notiz',
    why: 'Zwei Personen haben diese Notiz gleichzeitig geschrieben. Beide Texte sind aufbewahrt.',
    by: '{{name}}, {{when}}',
    drop: 'Verwerfen',
    dropOf: 'Text von {{name}} verwerfen',
    together: 'Zusammenführen',
  },
  ended: {
    title: 'Ergebnis',
    none: 'Nicht angegeben',
  },
  tasks: {
    title: 'Zu erledigen',
    new: 'Neue Aufgabe',
    placeholder: 'In 3 Tagen zurückrufen @Sofie',
    add: 'Aufgabe hinzufügen',
    done: '{{title}}: erledigt',
    remove: '{{title}} entfernen',
    me: 'Sie',
    quote: '„{{quote}}“',
    notSaved: 'Dies konnte auf diesem Computer nicht gespeichert werden. Versuchen Sie es erneut.',
    kind: {
      task: 'Aufgabe',
      reminder: 'Erinnerung',
      hand_over: 'Übergeben',
    },
  },
};
