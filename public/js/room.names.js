// After an @ the people of the room are offered by name, by keyboard and by touch. Who was chosen travels with the
// message, because two people may have one name.

const ASKED = /(?:^|[\s(])@([^@\n]{0,40})$/u;
const MOST = 6;

export function offerNames(form, words) {
  const field = form.elements.body;
  const { person } = document.querySelector('.talk[data-room]').dataset;
  const list = document.createElement('ul');
  list.className = 'names';
  list.id = 'names';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', words.say('names'));
  const status = document.createElement('p');
  status.className = 'vh';
  status.setAttribute('role', 'status');
  form.append(list, status);
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);
  const chosen = new Map();
  let at = -1;

  const people = () =>
    [...document.querySelectorAll('[data-part="people"] li[data-person]')]
      .map((line) => ({ id: line.dataset.person, name: line.querySelector('b').textContent.trim(), line }))
      .filter(({ id }) => id !== person);

  /** What stands between the @ and the caret; null where no name is being written. */
  const asked = () => ASKED.exec(field.value.slice(0, field.selectionStart))?.[1] ?? null;

  function close() {
    list.hidden = true;
    list.replaceChildren();
    status.textContent = '';
    field.removeAttribute('aria-activedescendant');
    at = -1;
  }

  function mark(next) {
    const options = [...list.children];
    at = (next + options.length) % options.length;
    for (const [n, option] of options.entries()) option.setAttribute('aria-selected', String(n === at));
    field.setAttribute('aria-activedescendant', options[at].id);
    options[at].scrollIntoView({ block: 'nearest' });
  }

  function offer() {
    const part = asked()?.toLocaleLowerCase();
    const fits = ({ name }) =>
      name
        .toLocaleLowerCase()
        .split(/\s+/)
        .some((_, n, all) => all.slice(n).join(' ').startsWith(part));
    const found = part === undefined ? [] : people().filter(fits).slice(0, MOST);
    if (found.length === 0) return close();
    list.replaceChildren(...found.map(optionOf));
    list.hidden = false;
    status.textContent = words.say('names');
    mark(0);
  }

  function optionOf({ id, name, line }, n) {
    const option = document.createElement('li');
    option.id = `name-${n}`;
    option.setAttribute('role', 'option');
    const bdi = document.createElement('bdi');
    bdi.textContent = name;
    const badge = line.querySelector('.badge')?.textContent;
    option.append(bdi);
    if (badge)
      option.append(
        ' ',
        Object.assign(document.createElement('span'), { className: 'quiet', textContent: badge }),
      );
    // Before the field loses its focus.
    option.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      choose({ id, name });
    });
    option.choose = () => choose({ id, name });
    return option;
  }

  function choose({ id, name }) {
    const caret = field.selectionStart;
    const from = caret - asked().length;
    field.setRangeText(`${name} `, from, caret, 'end');
    chosen.set(name, id);
    close();
  }

  field.addEventListener('input', offer);
  field.addEventListener('blur', close);
  // Before the room's own keys: Enter chooses here and sends there.
  field.addEventListener(
    'keydown',
    (event) => {
      if (list.hidden) return;
      if (event.key === 'ArrowDown') mark(at + 1);
      else if (event.key === 'ArrowUp') mark(at - 1);
      else if (event.key === 'Enter' || event.key === 'Tab') list.children[at].choose();
      else if (event.key === 'Escape') close();
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );

  return {
    /** Whom the message means, by id. */
    in: (body) => [...chosen].filter(([name]) => body.includes(`@${name}`)).map(([, id]) => id),
  };
}
