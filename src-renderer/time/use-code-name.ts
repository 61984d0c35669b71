import { communicationCodes } from '@callbrief/relay/wire/time-rules';
import { useTranslation } from 'react-i18next';

/** `A106 With client`; a code of the firm's own stands alone; null: none. */
export function useCodeName(): (code: string | null) => string | null {
  const { t } = useTranslation('time');
  return (code) => {
    const known = communicationCodes.find((one) => one === code);
    return known === undefined ? code : `${known} ${t(`codes.${known}`)}`;
  };
}
