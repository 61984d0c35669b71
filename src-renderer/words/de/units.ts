export const units = {
  minutes: '{{minutes}} Min.',
  minutesSeconds: '{{minutes}} Min. {{seconds}}',
  hours: '{{hours}} Std.',
  hoursMinutes: '{{hours}} Std. {{minutes}}',
  seconds: '{{count}} s',
  days_one: '{{count}} Tag',
  days_other: '{{count}} Tagen',
  milliseconds: '{{count}} ms',
  millisecondsUnit: 'ms',
  today: 'Heute',
  yesterday: 'Gestern',
  tomorrow: 'Morgen',
};
