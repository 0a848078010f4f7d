#define LANGUAGE fr
#define PATH charter.md
#include "shipped_row.h"
#define PATH templates/analyse-swot.md
#include "shipped_row.h"
#define PATH templates/contacts-de-crise.md
#include "shipped_row.h"
#define PATH templates/cycle-de-reunions.md
#include "shipped_row.h"
#define PATH templates/entretiens-annuels.md
#include "shipped_row.h"
#define PATH templates/integration-30-60-90.md
#include "shipped_row.h"
#define PATH templates/jalons-de-projet.md
#include "shipped_row.h"
#define PATH templates/jours-de-teletravail.md
#include "shipped_row.h"
#define PATH templates/objectifs-de-l-annee.md
#include "shipped_row.h"
#define PATH templates/passation-avant-conges.md
#include "shipped_row.h"
#define PATH templates/plan-de-formation.md
#include "shipped_row.h"
#define PATH templates/planning-conges.md
#include "shipped_row.h"
#define PATH templates/retrospective-d-equipe.md
#include "shipped_row.h"
#define PATH templates/seance-de-codeveloppement.md
#include "shipped_row.h"
#define PATH templates/tete-a-tete.md
#include "shipped_row.h"
#define PATH templates/tour-de-permanence.md
#include "shipped_row.h"
#undef LANGUAGE

#define LANGUAGE en
#define PATH charter.md
#include "shipped_row.h"
#define PATH templates/annual-interviews.md
#include "shipped_row.h"
#define PATH templates/codevelopment-session.md
#include "shipped_row.h"
#define PATH templates/crisis-contacts.md
#include "shipped_row.h"
#define PATH templates/duty-rota.md
#include "shipped_row.h"
#define PATH templates/handover-before-leave.md
#include "shipped_row.h"
#define PATH templates/leave-planning.md
#include "shipped_row.h"
#define PATH templates/meeting-cycle.md
#include "shipped_row.h"
#define PATH templates/onboarding-30-60-90.md
#include "shipped_row.h"
#define PATH templates/one-to-one.md
#include "shipped_row.h"
#define PATH templates/project-milestones.md
#include "shipped_row.h"
#define PATH templates/swot-analysis.md
#include "shipped_row.h"
#define PATH templates/team-retrospective.md
#include "shipped_row.h"
#define PATH templates/telework-days.md
#include "shipped_row.h"
#define PATH templates/training-plan.md
#include "shipped_row.h"
#define PATH templates/yearly-objectives.md
#include "shipped_row.h"
#undef LANGUAGE
