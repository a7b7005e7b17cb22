/* A classic script in <head>: the chosen colours must stand before the first pixel, and our policy allows
   no inline script. It knows two words and one key (`theme.ts` writes it); anything else means "like my
   device". Where storage is forbidden, that is what it is, too. */
try {
  const theme = localStorage.getItem('claimcheck.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {}
