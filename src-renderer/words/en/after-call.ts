/** What is written about a call when it is over. */
export const afterCall = {
  tags: {
    title: 'Tags',
    add: 'Add a tag',
    name: 'Tag',
    put: 'Add',
    remove: 'Take the tag {{tag}} away',
  },
  notes: {
    title: 'Other texts of this note',
    why: 'Two people wrote this note at the same time. Both texts are kept.',
    by: '{{name}}, {{when}}',
    drop: 'Throw away',
    dropOf: 'Throw the text of {{name}} away',
    together: 'Put together',
  },
  ended: {
    title: 'How it ended',
    none: 'Not said',
  },
  tasks: {
    title: 'To do',
    new: 'New task',
    placeholder: 'Call back in 3 days @Sofie',
    add: 'Add the task',
    done: '{{title}}: done',
    remove: 'Remove {{title}}',
    me: 'you',
    quote: '“{{quote}}”',
    notSaved: 'This could not be saved on this computer. Try again.',
    kind: {
      task: 'Task',
      reminder: 'Reminder',
      hand_over: 'Handed over',
    },
  },
};
