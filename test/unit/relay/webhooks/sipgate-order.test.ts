import { assert, integer, property, shuffledSubarray } from 'fast-check';
import { expect, it } from 'vitest';
import { describeCall, noFacts, reduceCall } from '@callbrief/relay/wire/call-state';
import { callTruth } from '@callbrief/relay/wire/call';
import { sipgateDelivery } from '../../../../relay/src/webhooks/providers/sipgate/delivery.ts';

const users = (n: number) => Array.from({ length: n }, (_, i) => `&user%5B%5D=User${i}&userId%5B%5D=w${i}`).join('');
const numbers = 'callId=A&origCallId=A&from=4930123456&to=4940987654&direction=in';

/** One call of several phones, as its three pushes, each with the time at which it was sent. */
function pushesOf(phones: number, answeredBy: number): { form: string; second: number }[] {
  const answer = answeredBy < phones ? `&user=User${answeredBy}&userId=w${answeredBy}` : '';
  return [
    { form: `event=newCall&${numbers}${users(phones)}`, second: 0 },
    { form: `event=answer&${numbers}${answer}`, second: 9 },
    { form: `event=hangup&cause=normalClearing&${numbers}`, second: 60 },
  ];
}

const factsOf = ({ form, second }: { form: string; second: number }) =>
  sipgateDelivery(
    {
      provider: 'sipgate',
      receivedAt: new Date(1_790_000_000_000 + second * 1000).toISOString(),
      contentType: '',
      rawBody: Buffer.from(form),
    },
    'DE',
  ).facts.map(({ fact }) => fact);

it('a call that rings at several people is the same call for every order of its pushes, and ends for all of them', () => {
  assert(
    property(
      integer({ min: 0, max: 5 }),
      integer({ min: 0, max: 6 }),
      shuffledSubarray([0, 1, 2], { minLength: 3 }),
      (phones, answeredBy, order) => {
        const pushes = pushesOf(phones, answeredBy).map(factsOf);
        const arriving = [...order, ...order].flatMap((i) => pushes[i] ?? []);
        const truth = callTruth.parse(describeCall(arriving.reduce(reduceCall, noFacts)));
        expect(truth).toEqual(describeCall(pushes.flat().reduce(reduceCall, noFacts)));
        expect(truth).toMatchObject({ outcome: 'answered', durationSeconds: 51 });
        expect(truth.legs.filter((leg) => leg.state === 'answered')).toHaveLength(1);
        expect(truth.legs.filter((leg) => leg.state === 'ringing' || leg.state === 'talking')).toEqual([]);
      },
    ),
  );
});
