// Comfort for sign-up, recovery codes and the private link of a report; all of it works without this file.

const form = document.querySelector('[data-sign-up]');

if (form) {
  const name = form.elements.display_name;
  const warning = form.querySelector('[data-looks-like-email]');
  const warn = () => {
    warning.hidden = !/\S@\S/.test(name.value);
  };
  name.addEventListener('input', warn);
  warn();

  // Another name or weave without leaving the page: the password stays as it was typed.
  const again = async (button) => {
    const body = new URLSearchParams({
      again: button.value,
      display_name: name.value,
      weave_seed: form.elements.weave_seed.value,
    });
    const headers = { Accept: 'application/json' };
    const answer = await fetch('/sign-up', { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(String(answer.status));
    const { display_name, weave_seed, patch } = await answer.json();
    if (button.value === 'name') {
      name.value = display_name;
      warn();
      return;
    }
    form.elements.weave_seed.value = weave_seed;
    const drawn = new DOMParser().parseFromString(patch, 'text/html').querySelector('svg');
    form.querySelector('[data-own-weave]').replaceChildren(drawn);
  };
  for (const button of form.querySelectorAll('button[name="again"]')) {
    button.addEventListener('click', (event) => {
      event.preventDefault();
      again(button).catch(() => {});
    });
  }
}

const codes = document.querySelector('[data-codes]');

if (codes) {
  const copy = document.querySelector('[data-copy-codes]');
  copy.hidden = !navigator.clipboard;
  copy.addEventListener('click', async () => {
    const text = [...codes.children].map((item) => item.textContent).join('\n');
    await navigator.clipboard.writeText(text);
    copy.querySelector('span').textContent = copy.dataset.copied;
  });
  const print = document.querySelector('[data-print]');
  if (print) {
    print.hidden = false;
    print.addEventListener('click', () => window.print());
  }
}
