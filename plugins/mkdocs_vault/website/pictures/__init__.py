"""Pictures as they may be published: without what cameras and programs wrote into them beside what is seen."""
