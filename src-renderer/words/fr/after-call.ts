import type { Words } from '../words.ts';

/** What is written about a call when it is over. */
export const afterCall: Words['afterCall'] = {
  tags: {
    title: 'Étiquettes',
    add: 'Ajouter une étiquette',
    name: 'Étiquette',
    put: 'Ajouter',
    remove: 'Retirer l’étiquette {{tag}}',
  },
  notes: {
    title: 'Autres textes de cette note',
    why: 'Deux personnes ont écrit cette note en même temps. Les deux textes sont conservés.',
    by: '{{name}}, {{when}}',
    drop: 'Jeter',
    dropOf: 'Jeter le texte de {{name}}',
    together: 'Réunir',
  },
  ended: {
    title: 'Issue de l’appel',
    none: 'Non précisée',
  },
  tasks: {
    title: 'À faire',
    new: 'Nouvelle tâche',
    placeholder: 'Rappeler dans 3 jours @Sofie',
    add: 'Ajouter la tâche',
    done: '{{title}} : fait',
    remove: 'Supprimer {{title}}',
    me: 'vous',
    quote: '« {{quote}} »',
    notSaved: 'Ceci n’a pas pu être enregistré sur cet ordinateur. Réessayez.',
    kind: {
      task: 'Tâche',
      reminder: 'Rappel',
      hand_over: 'Transmis',
    },
  },
};
