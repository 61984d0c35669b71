export const units = {
  minutes: '{{minutes}} min',
  minutesSeconds: '{{minutes}} min {{seconds}}',
  hours: '{{hours}} h',
  hoursMinutes: '{{hours}} h {{minutes}}',
  seconds: '{{count}} s',
  days_one: '{{count}} day',
  days_other: '{{count}} days',
  milliseconds: '{{count}} ms',
  millisecondsUnit: 'ms',
  today: 'Today',
  yesterday: 'Yesterday',
  tomorrow: 'Tomorrow',
};
