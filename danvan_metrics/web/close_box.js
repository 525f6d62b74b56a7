// Streamlit's own box may come a moment after this; nothing else on these pages is a dialog.
const looking = setInterval(() => {
  const close = document.querySelector(".stDialog button");
  if (close) {
    close.click();
    clearInterval(looking);
  }
}, 50);
setTimeout(() => clearInterval(looking), 5000);
