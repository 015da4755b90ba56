// Comfort for every page; all of it works without this file.

function closeDrops(except) {
  for (const drop of document.querySelectorAll('details.drop[open]')) {
    if (drop !== except) drop.open = false;
  }
}

document.addEventListener('click', (event) => closeDrops(event.target.closest?.('details.drop')));

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const open = document.querySelector('details.drop[open]');
  if (!open) return;
  open.open = false;
  open.querySelector('summary').focus();
});

function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

for (const button of document.querySelectorAll('[data-theme-switch]')) {
  const word = button.querySelector('span');
  const say = () => {
    word.textContent = isDark() ? button.dataset.toLight : button.dataset.toDark;
  };
  button.hidden = false;
  say();
  button.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem('theme', theme);
    } catch {}
    say();
  });
}

for (const button of document.querySelectorAll('[data-reveal]')) {
  const field = document.getElementById(button.dataset.reveal);
  const word = button.querySelector('span');
  const words = [word.textContent, button.dataset.hide];
  button.hidden = false;
  button.addEventListener('click', () => {
    const hidden = field.type === 'password';
    field.type = hidden ? 'text' : 'password';
    word.textContent = words[hidden ? 1 : 0];
    field.focus();
  });
}

// What somebody wrote and did not send yet goes from this device when they sign out, not when they only try to.
const LEAVING = 'leaving';

async function forgetWhoLeft() {
  const leaving = localStorage.getItem(LEAVING);
  if (!leaving) return;
  if (document.querySelector('form[data-forgets]')?.dataset.forgets !== leaving) {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(`draft:${leaving}:`)) localStorage.removeItem(key);
    const { forget } = await import('./room.queue.js');
    await forget(leaving);
  }
  localStorage.removeItem(LEAVING);
}
forgetWhoLeft().catch(() => {});

async function leave(form, submitter) {
  const { forgets, unsent } = form.dataset;
  try {
    const { waitsFor } = await import('./room.queue.js');
    if ((await waitsFor(forgets)) > 0 && !confirm(unsent)) return;
    localStorage.setItem(LEAVING, forgets);
  } catch {}
  form.dataset.asked = 'yes';
  form.requestSubmit(submitter);
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.dataset.forgets || form.dataset.asked) return;
  event.preventDefault();
  void leave(form, event.submitter);
});

// A form is sent once. The button stays focusable and says what happens.
const sending = document.querySelector('[data-sending-word]');

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  const button = event.submitter;
  if (!button?.classList.contains('btn')) return;
  const word = button.querySelector('span') ?? button;
  button.dataset.word = word.textContent;
  word.textContent = sending.dataset.sendingWord;
  sending.textContent = sending.dataset.sendingWord;
  button.setAttribute('aria-disabled', 'true');
});

// Back from the next page: the form can be sent again.
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll('form[data-sent]')) {
    delete form.dataset.sent;
    delete form.dataset.asked;
  }
  for (const button of document.querySelectorAll('[aria-disabled][data-word]')) {
    (button.querySelector('span') ?? button).textContent = button.dataset.word;
    button.removeAttribute('aria-disabled');
  }
});

const offline = document.querySelector('[data-offline]');

function showConnection() {
  if (offline) offline.hidden = navigator.onLine;
}

addEventListener('online', showConnection);
addEventListener('offline', showConnection);
showConnection();

document.getElementById('errors')?.focus();
