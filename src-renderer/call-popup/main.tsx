import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { useStore } from 'zustand';
import { createControlDesk } from '../call-control/create-control-desk.ts';
import { chooseLanguage, createWords } from '../words/index.ts';
import './call-popup.css';
import { applySettings } from './apply-settings.ts';
import { CallPopup } from './call-popup.tsx';
import { createPopupActions } from './popup-actions.ts';
import { createViewStore } from './view-store.ts';

const systemLanguages = navigator.languages;
const words = createWords(chooseLanguage(null, systemLanguages));
const views = createViewStore(window.callbrief, ({ settings }) =>
  applySettings(settings, { document, words, systemLanguages }),
);
const actions = createPopupActions(window.callbrief);
const desk = createControlDesk(window.callbrief, (callId, act) =>
  window.callbrief.request('popup:act', { callId, act }),
);
const now = () => Date.now();

function Popup() {
  const view = useStore(views, (state) => state.view);
  return <CallPopup view={view} actions={actions} desk={desk} now={now} systemLanguages={systemLanguages} />;
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <I18nextProvider i18n={words}>
    <Popup />
  </I18nextProvider>,
);
