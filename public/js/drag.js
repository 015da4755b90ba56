// What dragging takes, where a mouse is there for it; it only ever sends forms that stand on the page as well.

/** The form that stands on the page, sent by a drop. */
export function send(action, fields) {
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
export function draggable(item, targets, drop) {
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

const hint = document.querySelector('[data-drag-hint]');
if (hint && matchMedia('(pointer: fine)').matches) hint.hidden = false;
