import { Icon } from '../app/Icon';
import { areaOf, boxAround } from '../area/geometry';
import { showBox } from '../map/moves';
import { change } from '../state/store';
import { dayText, figure } from '../words/figures';
import { say } from '../words/say';
import { FileLink } from '../run/JobView';
import type { Claim } from './claims';

/** A claim: how much, how sure, of what, and how to check it. */
export function ClaimCard({ claim }: { claim: Claim }) {
  const area = areaOf(claim.boundary);
  const show = () => { change({ area }); const box = boxAround(area); if (box) showBox(box); };
  return (
    <article class="claim">
      <header><h2>{claim.name || claim.project}</h2>{claim.simulated && <span class="tag">{say('simulated')}</span>}</header>
      <div class="pairs">
        <p class="big"><small>{say('claimCredits')}</small><b>{figure(claim.credits, 9)}</b> {claim.unit}</p>
        <p class="big"><small>{say('claimBuffer')}</small><b>{figure(claim.buffer, 9)}</b> {claim.unit}</p>
      </div>
      <dl class="facts">
        {claim.half_width_90_percent !== null && <div><dt>{say('claimHalfWidth')}</dt><dd>± {figure(claim.half_width_90_percent, 3)} %</dd></div>}
        <div><dt>{say('claimPeriod')}</dt><dd>{dayText(claim.from)} – {dayText(claim.to)}</dd></div>
        <div><dt>{say('claimMethod')}</dt><dd>{claim.methodology}</dd></div>
      </dl>
      {claim.not_for_issuance.map((reason) => <p key={reason} class="note bad"><Icon name="warn" size={18} /><span>{reason}</span></p>)}
      {area.length > 0 && <div class="actions"><button type="button" class="small" onClick={show}><Icon name="area" size={16} />{say('claimBoundary')}</button></div>}
      <ul class="files">
        {claim.files.map(({ what, href }) => <li key={href}><FileLink what={what} href={href} /></li>)}
        {claim.receipts.map(({ serial, href }) => <li key={serial}><FileLink what={say('claimReceipt')} href={href} /></li>)}
      </ul>
      <details>
        <summary>{say('claimLines')} ({claim.lines.length})</summary>
        <ol class="lines">{claim.lines.map((line, i) => <li key={i}><span>{line.name}</span><code>{line.formula}</code><b>{figure(line.value)} {line.unit}</b></li>)}</ol>
      </details>
      <details>
        <summary>{say('claimEvidence')} ({claim.inputs.length})</summary>
        <p class="fine">{say('claimEvidenceHint')}</p>
        <ul class="hashes">{claim.inputs.map((input) => <li key={input.sha256 + input.name}><span>{input.name}</span><small>{input.role}</small><code>{input.sha256}</code></li>)}</ul>
      </details>
    </article>
  );
}
