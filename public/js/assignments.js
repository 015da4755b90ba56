// Dragging for those who can: a reader's sheet to another juror, a juror to a proposal. Every drop sends the same
// form that stands on the page, so that the answer is the same with and without it.
import { draggable, send } from './drag.js';

const sheets = [...document.querySelectorAll('[data-sheet]')];
const jurors = [...document.querySelectorAll('[data-juror][data-can]')];
const proposals = [...document.querySelectorAll('[data-submission]')];
const takes = (proposal, juror) => !proposal.dataset.bars.split(' ').includes(juror.dataset.juror);

for (const sheet of sheets) {
  const proposal = sheet.closest('[data-submission]');
  draggable(
    sheet,
    () => jurors.filter((juror) => takes(proposal, juror)),
    (juror) => send(`/sheets/${sheet.dataset.sheet}/reader`, { juror: juror.dataset.juror }),
  );
}
for (const juror of jurors) {
  draggable(
    juror,
    () => proposals.filter((proposal) => takes(proposal, juror)),
    (proposal) =>
      send(location.pathname, { juror: juror.dataset.juror, submission: proposal.dataset.submission }),
  );
}
