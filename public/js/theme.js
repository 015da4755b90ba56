// Runs before the first paint: a theme chosen in the menu overrides the one of the device.
try {
  const chosen = localStorage.getItem('theme');
  if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset.theme = chosen;
} catch {}
