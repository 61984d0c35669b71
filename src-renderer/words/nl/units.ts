export const units = {
  minutes: '{{minutes}} min',
  minutesSeconds: '{{minutes}} min {{seconds}}',
  hours: '{{hours}} u',
  hoursMinutes: '{{hours}} u {{minutes}}',
  seconds: '{{count}} s',
  days_one: '{{count}} dag',
  days_other: '{{count}} dagen',
  milliseconds: '{{count}} ms',
  millisecondsUnit: 'ms',
  today: 'Vandaag',
  yesterday: 'Gisteren',
  tomorrow: 'Morgen',
};
