// Shows the parts in the outdoor theme too.
document.getElementById('theme').onclick = () => document.documentElement.classList.toggle('outdoor');
