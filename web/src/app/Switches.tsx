import { signal } from '@preact/signals';
import { change, language, theme } from '../state/store';
import { say } from '../words/say';
import { Icon } from './Icon';
import { Session } from '../account/Session';

const isCopied = signal(false);

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    isCopied.value = true;
    setTimeout(() => (isCopied.value = false), 2500);
  } catch {
    // Without permission the address bar still has it.
    isCopied.value = false;
  }
}

/** Language, theme and the link, at the top right. */
export const Switches = () => (
  <nav class="switches" aria-label="Mitoshi">
    <Session />
    <button type="button" class="chip" lang={language.value === 'ja' ? 'en' : 'ja'} onClick={() => change({ language: language.value === 'ja' ? 'en' : 'ja' })}>{say('otherLanguage')}</button>
    <button type="button" class="round" aria-label={say(theme.value === 'dark' ? 'toLight' : 'toDark')} title={say(theme.value === 'dark' ? 'toLight' : 'toDark')} onClick={() => change({ theme: theme.value === 'dark' ? 'light' : 'dark' })}><Icon name={theme.value === 'dark' ? 'sun' : 'moon'} /></button>
    <button type="button" class="round" aria-label={say('share')} title={say('share')} onClick={copyLink}><Icon name={isCopied.value ? 'check' : 'share'} /></button>
    <span class="away" role="status">{isCopied.value ? say('shared') : ''}</span>
  </nav>
);
