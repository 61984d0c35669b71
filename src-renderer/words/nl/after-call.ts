import type { Words } from '../words.ts';

/** What is written about a call when it is over. */
export const afterCall: Words['afterCall'] = {
  tags: {
    title: 'Labels',
    add: 'Label toevoegen',
    name: 'Label',
    put: 'Toevoegen',
    remove: 'Label {{tag}} weghalen',
  },
  notes: {
    title: 'Andere teksten van deze notitie',
    why: 'Twee personen schreven deze notitie tegelijk. Beide teksten zijn bewaard.',
    by: '{{name}}, {{when}}',
    drop: 'Weggooien',
    dropOf: 'De tekst van {{name}} weggooien',
    together: 'Samenvoegen',
  },
  ended: {
    title: 'Afloop',
    none: 'Niet vermeld',
  },
  tasks: {
    title: 'Te doen',
    new: 'Nieuwe taak',
    placeholder: 'Over 3 dagen terugbellen @Sofie',
    add: 'Taak toevoegen',
    done: '{{title}}: gedaan',
    remove: '{{title}} verwijderen',
    me: 'u',
    quote: '“{{quote}}”',
    notSaved: 'Dit kon niet op deze computer worden bewaard. Probeer het opnieuw.',
    kind: {
      task: 'Taak',
      reminder: 'Herinnering',
      hand_over: 'Doorgegeven',
    },
  },
};
