import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../app/Icon';
import { ProblemNote } from '../app/ProblemNote';
import { asProblem } from '../http/ask';
import type { Problem } from '../http/Problem';
import { say } from '../words/say';
import { loadMe, me, signIn, signOut, type Me } from './me';
import { TermsList } from './TermsList';

/** Who is signed in, and the way to do so. Nothing where the server has no accounts. */
export function Session() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => { void loadMe(); }, []);
  if (!me.value?.accounts) return null;
  return (
    <>
      <button type="button" class="chip" aria-haspopup="dialog" onClick={() => dialog.current?.showModal()}>{me.value.signed_in ? me.value.name : say('signIn')}</button>
      <dialog ref={dialog} class="dialog" aria-label={me.value.signed_in ? say('account') : say('signIn')}>
        {me.value.signed_in ? <Account me={me.value} close={() => dialog.current?.close()} /> : <SignIn close={() => dialog.current?.close()} />}
      </dialog>
    </>
  );
}

const Head = ({ title, close }: { title: string; close: () => void }) => <header><h2>{title}</h2><button type="button" class="round plain" aria-label={say('close')} onClick={close}><Icon name="close" size={18} /></button></header>;

function Account({ me, close }: { me: Me; close: () => void }) {
  const problem = useSignal<Problem | null>(null);
  const leave = async () => { try { await signOut(); location.reload(); } catch (error) { problem.value = asProblem(error); } };
  return (
    <div class="form">
      <Head title={me.name} close={close} />
      <p class="about">{say(`may_${me.right}`)}</p>
      <TermsList />
      {problem.value && <ProblemNote problem={problem.value} />}
      <button type="button" class="wide" onClick={() => void leave()}>{say('signOut')}</button>
    </div>
  );
}

function SignIn({ close }: { close: () => void }) {
  const problem = useSignal<Problem | null>(null);
  const isBusy = useSignal(false);
  const send = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const { name, password } = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    isBusy.value = true;
    problem.value = null;
    try {
      await signIn(name!.trim(), password!);
      location.reload();
    } catch (error) {
      problem.value = asProblem(error);
      isBusy.value = false;
    }
  };
  return (
    <form class="form" onSubmit={(event) => void send(event)}>
      <Head title={say('signIn')} close={close} />
      <label class="field"><span>{say('signInName')}</span><input type="text" name="name" autocomplete="username" autocapitalize="none" spellcheck={false} required /></label>
      <label class="field"><span>{say('signInPassword')}</span><input type="password" name="password" autocomplete="current-password" required /></label>
      {problem.value && <ProblemNote problem={problem.value} />}
      <button type="submit" class="wide strong" disabled={isBusy.value}>{say('signIn')}</button>
    </form>
  );
}
