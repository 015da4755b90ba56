// Dragging for those who can: a reader's sheet to another juror, a juror to a proposal. Every drop sends the same
// form that stands on the page, so that the answer is the same with and without it.

const sheets = [...document.querySelectorAll('[data-sheet]')];
const jurors = [...document.querySelectorAll('[data-juror][data-can]')];
const proposals = [...document.querySelectorAll('[data-submission]')];
const takes = (proposal, juror) => !proposal.dataset.bars.split(' ').includes(juror.dataset.juror);

function send(action, fields) {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = action;
  form.hidden = true;
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement('input');
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

/** `targets`: where it may go now; `drop`: what then happens. */
function draggable(item, targets, drop) {
  item.draggable = true;
  let open = [];
  item.addEventListener('dragstart', (event) => {
    event.stopPropagation();
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', item.textContent.trim());
    open = targets();
    for (const target of open) target.classList.add('takes');
    document.addEventListener('dragover', over);
    document.addEventListener('drop', dropped);
  });
  item.addEventListener('dragend', () => {
    for (const target of open) target.classList.remove('takes', 'over');
    document.removeEventListener('dragover', over);
    document.removeEventListener('drop', dropped);
  });
  const under = (event) => open.find((target) => target.contains(event.target));
  function over(event) {
    const target = under(event);
    for (const one of open) one.classList.toggle('over', one === target);
    if (target) event.preventDefault();
  }
  function dropped(event) {
    const target = under(event);
    if (!target) return;
    event.preventDefault();
    drop(target);
  }
}

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
const hint = document.querySelector('[data-drag-hint]');
if (hint && matchMedia('(pointer: fine)').matches) hint.hidden = false;
