export const units = {
  minutes: '{{minutes}} min',
  minutesSeconds: '{{minutes}} min {{seconds}}',
  hours: '{{hours}} h',
  hoursMinutes: '{{hours}} h {{minutes}}',
  seconds: '{{count}} s',
  days_one: '{{count}} jour',
  days_other: '{{count}} jours',
  milliseconds: '{{count}} ms',
  millisecondsUnit: 'ms',
  today: 'Aujourd’hui',
  yesterday: 'Hier',
  tomorrow: 'Demain',
};
