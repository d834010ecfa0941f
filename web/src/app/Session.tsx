import { signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { answer, ask, asProblem } from '../http/ask';
import type { Problem } from '../http/Problem';
import { say } from '../words/say';
import { Icon } from './Icon';
import { ProblemNote } from './ProblemNote';

interface Me {
  readonly name: string;
  readonly signed_in: boolean;
  /** Whether this server has accounts at all; on one machine alone it needs none. */
  readonly accounts?: boolean;
}

const me = signal<Me | null>(null);

/** Who is signed in, and the way to do so. Nothing where the server has no accounts. */
export function Session() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => { void ask<Me>('/me').then((found) => (me.value = found), () => { /* Without an answer there is nobody to sign in with; the panel tells what is wrong. */ }); }, []);
  if (!me.value?.accounts) return null;
  const signOut = async () => { await answer('/session', { method: 'DELETE' }); location.reload(); };
  return (
    <>
      {me.value.signed_in ? <button type="button" class="chip" title={say('signOut')} onClick={() => void signOut()}>{say('signOutName', { name: me.value.name })}</button> : <button type="button" class="chip" onClick={() => dialog.current?.showModal()}>{say('signIn')}</button>}
      <SignIn dialog={dialog} />
    </>
  );
}

function SignIn({ dialog }: { dialog: { current: HTMLDialogElement | null } }) {
  const problem = useSignal<Problem | null>(null);
  const send = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const { name, password } = Object.fromEntries(new FormData(event.currentTarget));
    try {
      await ask('/session', { body: { name, password } });
      location.reload();
    } catch (error) {
      problem.value = asProblem(error);
    }
  };
  return (
    <dialog ref={dialog} class="dialog" aria-label={say('signIn')}>
      <form class="form" onSubmit={(event) => void send(event)}>
        <header><h2>{say('signIn')}</h2><button type="button" class="round plain" aria-label={say('close')} onClick={() => dialog.current?.close()}><Icon name="close" size={18} /></button></header>
        <label class="field"><span>{say('signInName')}</span><input type="text" name="name" autocomplete="username" required /></label>
        <label class="field"><span>{say('signInPassword')}</span><input type="password" name="password" autocomplete="current-password" required /></label>
        {problem.value && <ProblemNote problem={problem.value} />}
        <button type="submit" class="wide strong">{say('signIn')}</button>
      </form>
    </dialog>
  );
}
