// Sets a picture's focal point with three sliders, by keys or fingers; the frame drawn with the mouse follows.
const { dataset } = document.querySelector('script[src*="pictures/focal"]');
const chooser = document.querySelector(".focal-point-chooser");
const [width, height] = ["originalWidth", "originalHeight"].map((name) => +chooser.querySelector("img").dataset[name]);
const kept = (name) => document.querySelector(`input.focal_point_${name}`).value;

const fields = document.createElement("fieldset");
fields.className = "nhip-focal";
fields.appendChild(document.createElement("legend")).textContent = dataset.legend;
const [x, y, size] = ["x", "y", "size"].map((name) => {
  const label = fields.appendChild(document.createElement("label"));
  label.append(dataset[name]);
  const slider = label.appendChild(document.createElement("input"));
  const shown = label.appendChild(document.createElement("output"));
  Object.assign(slider, { type: "range", min: name === "size" ? 5 : 0, max: 100 });
  slider.addEventListener("focus", read);
  slider.addEventListener("input", write);
  slider.shown = shown;
  return slider;
});

function say() {
  for (const slider of [x, y, size]) slider.shown.value = `${slider.value} %`;
}

function read() {
  x.value = kept("x") ? (100 * kept("x")) / width : 50;
  y.value = kept("y") ? (100 * kept("y")) / height : 50;
  size.value = kept("width") ? (100 * kept("width")) / width : 30;
  say();
}

function write() {
  const half = [(size.value * width) / 200, (size.value * height) / 200];
  const middle = [(x.value * width) / 100, (y.value * height) / 100];
  const [left, top] = middle.map((place, axis) => Math.max(0, place - half[axis]));
  const [right, bottom] = middle.map((place, axis) => Math.min([width, height][axis], place + half[axis]));
  window.jcropapi.setSelect([left, top, right, bottom]);
  say();
}

read();
chooser.after(fields);
