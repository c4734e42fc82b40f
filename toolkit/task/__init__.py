"""What an annotator sees: tasks, the page they are labelled on, and suggestions."""
