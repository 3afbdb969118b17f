"""The pages people work with: each module names its own in `PAGES`, the others are what several of them share."""
